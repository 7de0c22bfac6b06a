"""What is given to a function is read in one way everywhere: turned into what is needed, or refused in one sentence."""
