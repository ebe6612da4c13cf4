-- Charges buckets, all at one time of this server. The arithmetic is that of buckets.py.
-- KEYS: a bucket each. ARGV: for each bucket its limit a minute, what one charge pours in, and how many charges ask.
-- Returns for each bucket its level before, and how many charges it admitted.
local MINUTE = 60000000
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local answer = {}
for i, key in ipairs(KEYS) do
  local per_minute, step, count = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local level, at = 0, now
  local stored = redis.call('GET', key)
  if stored then
    local was, since = string.match(stored, '^(%d+) (%d+)$')
    level = math.max(0, was - math.max(0, now - since) * per_minute)
    at = math.max(now, tonumber(since))
  end
  local most = math.max(per_minute * MINUTE, step)
  local admitted = math.max(0, math.min(count, math.floor((most - level) / step)))
  answer[2 * i - 1] = level
  answer[2 * i] = admitted
  if admitted > 0 then
    local full = level + admitted * step
    -- An empty bucket is as good as none.
    redis.call('SET', key, string.format('%.0f %.0f', full, at), 'PX', math.ceil(full / per_minute / 1000) + 1)
  end
end
return answer
