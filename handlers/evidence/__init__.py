"""What is done with what experts show: codes, pages, registers, files and signatures, and how long it is kept."""
