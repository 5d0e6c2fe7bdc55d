"""Every sentence a person reads, by key and in two languages."""

from app.language.phrases import LANGUAGES, Phrases, load_phrases

__all__ = ["LANGUAGES", "Phrases", "load_phrases"]
