"""The parts every panel is built of; they take words and plain data and know no app service."""
