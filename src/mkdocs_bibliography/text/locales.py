"""The locales of the Citation Style Language, and which one a language tag asks for."""

from __future__ import annotations

LOCALES = (
    "af-ZA", "ar", "bg-BG", "bn-BD", "brx", "ca-AD", "cs-CZ", "cy-GB", "da-DK", "de-AT", "de-CH", "de-DE", "el-GR",
    "en-GB", "en-US", "es-CL", "es-ES", "es-MX", "et-EE", "eu", "fa-IR", "fi-FI", "fr-CA", "fr-FR", "gl-ES",
    "he-IL", "hi-IN", "hr-HR", "hu-HU", "id-ID", "is-IS", "it-IT", "ja-JP", "km-KH", "ko-KR", "la", "lij-IT",
    "lt-LT", "lv-LV", "mn-MN", "ms-MY", "nb-NO", "nl-NL", "nn-NO", "pa-PK", "pl-PL", "pt-BR", "pt-PT", "ro-RO",
    "ru-RU", "sk-SK", "sl-SI", "sr-Cyrl-RS", "sr-RS", "sv-SE", "th-TH", "tr-TR", "uk-UA", "vi-VN", "zh-CN", "zh-TW",
)  # fmt: skip
"""The locales that the Citation Style Language project provides; a language alone stands for its main one."""


def is_locale(tag: str) -> bool:
    """Whether a tag is a locale, or a language that has one."""
    return any(one == tag or one.startswith(f"{tag}-") for one in LOCALES)


def locale_of(language: str) -> str:
    """The locale for texts in a language; empty, as for `en` alone, where a style keeps its own."""
    base = language.partition("-")[0]
    known = [tag for tag in (language, base) if is_locale(tag)]
    return known[0] if known and known[0] != "en" else ""
