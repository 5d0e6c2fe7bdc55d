"""The command line without a screen: one file a command, each calls services and tells what happened."""
