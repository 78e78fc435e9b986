"""How the reader's encoder is made: weights, mail, training, export. Needs `training/requirements.txt`; the program does not."""
