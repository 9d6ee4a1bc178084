"""What the plugin adds to the Processing toolbox and its dialogs."""
