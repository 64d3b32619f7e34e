using ProviderRouter.Fuzzing.Mutation;

namespace ProviderRouter.Fuzzing.Seeds;

/// <summary>Errors in all the shapes that are known, with the headers that tell of trying again.</summary>
internal static class ErrorSeeds
{
    public static IReadOnlyList<Seed> All { get; } =
    [
        .. Seed.Of(
            "HTTP 429\nRetry-After: 7\nDate: Thu, 01 Jan 2026 00:00:00 GMT\n\n{\"error\":{\"message\":\"Rate limit reached. Please try again in 1m30.5s.\",\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}",
            "HTTP 429\nretry-after-ms: 250\nx-ratelimit-remaining-requests: 0\nx-ratelimit-reset-requests: 6m0s\n\n{\"error\":{\"message\":\"m\",\"code\":429}}",
            "HTTP 429\nratelimit: \"api\";r=0;t=55\nratelimit-policy: \"fixed window\";\"api\";q=500;w=300\n\n{\"error\":\"Too many requests\"}",
            "HTTP 429\nratelimit-remaining: 0\nratelimit-reset: 12\n\n{\"title\":\"Request was throttled\",\"detail\":\"Your rate limit resets in ~30s.\",\"status\":429}",
            "HTTP 429\nRetry-After: Thu, 01 Jan 2026 00:00:30 GMT\nx-ratelimit-reset: 1767225605\n\n{\"id\":\"o1\",\"error\":{\"message\":\"m\",\"type\":\"rate_limit\",\"code\":\"dynamic_request_limited\"}}",
            "HTTP 503\n\n{\"error\":\"Model acme/m is currently loading\",\"estimated_time\":20.5}",
            "HTTP 400\n\n{\"error\":[\"Error in `parameters`\",\"more\"],\"warnings\":[\"w\"]}",
            "HTTP 400\n\n{\"object\":\"error\",\"message\":\"m\",\"type\":\"BadRequestError\",\"param\":null,\"code\":400}",
            "HTTP 422\nX-Fal-Retryable: false\n\n{\"detail\":[{\"loc\":[\"body\",\"image_url\"],\"msg\":\"too large\",\"type\":\"image_too_large\",\"ctx\":{\"max_height\":4096},\"input\":\"x\"}]}",
            "HTTP 504\nX-Fal-Request-Timeout-Type: user\nX-Fal-Error-Type: request_timeout\n\n{\"detail\":\"Request timed out\",\"error_type\":\"request_timeout\"}",
            "HTTP 422\n\n{\"detail\":\"- input: prompt is required\\n\",\"status\":422,\"title\":\"Input validation failed\",\"invalid_fields\":[{\"type\":\"required\",\"field\":\"input\",\"description\":\"d\"}]}",
            "HTTP 400\n\n[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\"}}]",
            "HTTP 502\n\n{\"error\":{\"message\":\"Provider returned error\",\"code\":502,\"metadata\":{\"raw\":\"{\\\"x\\\":1}\",\"provider_name\":\"p\"}}}",
            "HTTP 401\nx-should-retry: false\nx-request-id: r1\n\n{\"error\":{\"object\":\"error\",\"type\":\"invalid_request_error\",\"code\":\"UNAUTHORIZED\",\"message\":\"key canary_1234567890abcdef is wrong\"}}",
            "HTTP 502\nContent-Type: text/html\n\n<html><head><style>a{}</style><title>502 Bad Gateway</title></head><body><script>x</script><h1>Bad</h1></body></html>",
            "HTTP 404\n\n{\"detail\":{\"error\":\"none\"}}",
            "HTTP 400\n\n{\"error_message\":\"m\",\"errors\":[\"a\",{\"message\":\"b\"}]}",
            "HTTP 307\nLocation: https://elsewhere.example/\n\n",
            "HTTP 500\n\ndata: {\"error\":{\"message\":\"m\"}}\n\n"),
        .. Recordings.Of("", "error", "error-in-200"),
    ];

    /// <summary>A few, to go with a parser's own answers.</summary>
    public static IReadOnlyList<Seed> Few { get; } = [All[0], .. Seed.Of("{\"error\":{\"message\":\"m\",\"code\":\"c\"}}")];
}
