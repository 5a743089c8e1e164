"""Speech engines: plugins behind one Protocol; the only room that knows pyttsx3."""
