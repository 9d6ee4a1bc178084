from PyQt6.QtCore import *
