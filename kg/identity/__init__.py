"""Names → ids: whom and where the words of an article mean. What is known stands under data/."""
