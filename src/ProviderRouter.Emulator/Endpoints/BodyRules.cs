using System.Text.Json;
using ProviderRouter.Emulator.Chat;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Endpoints;

/// <summary>The fields of a JSON body and how strictly a provider looks at them.</summary>
internal sealed record BodyRules(Protocol Protocol, IReadOnlyDictionary<string, FieldRule> Fields)
{
    /// <summary>Whether a field outside the list is an error.</summary>
    public bool RefusesUnknown { get; init; }

    /// <summary>Whether a field that is there but null is an error.</summary>
    public bool RefusesNull { get; init; }

    /// <summary>What is said of fields outside the list.</summary>
    public Func<IReadOnlyList<string>, string> Unknown { get; init; } = names => $"Extra inputs are not permitted, field: '{names[0]}'";

    /// <summary>The checked body, or the provider's refusal.</summary>
    public RequestBody Read(Exchange exchange)
    {
        Protocol.RequireMethod(exchange, "POST");
        var body = new RequestBody(Protocol.ReadObject(exchange), Protocol);
        var unknown = body.Root.EnumerateObject().Select(field => field.Name).Where(name => !Fields.ContainsKey(name)).ToList();
        if (RefusesUnknown && unknown.Count > 0)
        {
            throw Protocol.Error(400, Unknown(unknown), unknown[0], "unknown_parameter");
        }

        foreach (var field in body.Root.EnumerateObject())
        {
            if (Fields.TryGetValue(field.Name, out var rule) && (RefusesNull || field.Value.ValueKind != JsonValueKind.Null)
                && rule.Problem(field.Value) is { } problem)
            {
                throw body.Invalid(field.Name, problem);
            }
        }

        return body;
    }
}
