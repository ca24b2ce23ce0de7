"""The safety check as the pages know it: answers, what they come to, the stop screen, whom to call."""
