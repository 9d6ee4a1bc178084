from PyQt6.QtGui import *
