-- Pages and posts as customers ask them: each line of the file is one request, taken in turn from a random place.
local lines, place = {}, 0

function init(args)
  for line in io.lines(args[1]) do
    local method, path, cookie, body = line:match("^(%S+)\t([^\t]*)\t([^\t]*)\t(.*)$")
    local headers = { ["Cookie"] = cookie, ["Accept-Encoding"] = "gzip" }
    if method == "POST" then headers["Content-Type"] = "application/x-www-form-urlencoded" end
    lines[#lines + 1] = wrk.format(method, path, headers, body)
  end
  math.randomseed(tonumber(args[2]))
  place = math.random(#lines)
end

function request()
  place = place % #lines + 1
  return lines[place]
end

local threads = {}
function setup(thread) table.insert(threads, thread) end

bad = 0
function response(status) if status >= 400 then bad = bad + 1 end end

function done(summary, latency)
  local failed = 0
  for _, thread in ipairs(threads) do failed = failed + thread:get("bad") end
  io.write(string.format('\n{"requests": %d, "us": %d, "p95_us": %d, "failed": %d, "errors": %d}\n',
    summary.requests, summary.duration, latency:percentile(95), failed,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
