"""What other systems read of us and what we take from them; figures; archive packages.

No room but `cityportal` imports it.
"""
