-- Sign-in limits are kept in memory; nothing ever wrote here.
DROP TABLE "rate_limits";
