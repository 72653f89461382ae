"""Names → ids: who and where the words of an article mean. The data under data/ is facts; the code only reads it."""
