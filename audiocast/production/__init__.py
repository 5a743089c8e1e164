"""The use-cases: each strings the rooms together, and proves that no word was lost on the way."""

from audiocast.production.episode import Product, produce
from audiocast.production.feed import rebuild_feed
from audiocast.production.plan import Plan, plan

__all__ = ["Plan", "Product", "plan", "produce", "rebuild_feed"]
