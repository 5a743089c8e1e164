"""A show's episodes on disk: immutable media, one record per episode, everything switched in one step."""
