-- Moves positions on, each only from where it is said to stand.
-- KEYS[1]: the positions of a league. ARGV, three for each topic: topic, from, to.
-- Returns, for each topic, -1 where it was moved, else the stored position (0 where there is none).
local answers = {}
for i = 1, #ARGV, 3 do
  local topic, from, to = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local stored = redis.call('HGET', KEYS[1], topic) or '0'
  if stored == from then
    redis.call('HSET', KEYS[1], topic, to)
    answers[#answers + 1] = -1
  else
    answers[#answers + 1] = tonumber(stored)
  end
end
return answers
