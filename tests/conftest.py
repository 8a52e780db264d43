"""Properties are about what is right, not about how fast: a busy machine must not make one fail."""

from hypothesis import HealthCheck, settings

settings.register_profile("tidbank", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tidbank")
