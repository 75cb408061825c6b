def probe_index() -> str:
    return "ok"
