"""From an article to a watch: read the seed, propose terms with reasons, write and check the watch file.

``article`` reads seeds; ``propose`` turns them into a watch (pure); ``file`` reads and writes
``config/watches/*.toml``; ``aliases`` knows names in other scripts; ``rarity`` says how rare a word is.
"""
