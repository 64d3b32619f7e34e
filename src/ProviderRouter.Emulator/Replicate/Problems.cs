using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>Collects what is wrong with a body, and refuses it in one answer.</summary>
internal sealed class Problems
{
    private readonly JsonArray _fields = [];
    private string _detail = string.Empty;

    /// <summary>Adds a problem.</summary>
    /// <param name="type">The validator's name for it.</param>
    /// <param name="field">Where: <c>input.seed</c>, or nothing for the body itself.</param>
    /// <param name="description">The words for it.</param>
    public void Add(string type, string field, string description)
    {
        _fields.Add(new JsonObject { ["type"] = type, ["field"] = field, ["description"] = description });
        _detail += field.Length > 0 ? $"- {field}: {description}\n" : $"- {description}\n";
    }

    public void Add((string Type, string Description)? problem, string field)
    {
        if (problem is { } found)
        {
            Add(found.Type, field, found.Description);
        }
    }

    public void Throw()
    {
        if (_fields.Count > 0)
        {
            var refusal = ReplicateErrors.Create(422, "Input validation failed", _detail);
            refusal.Body["invalid_fields"] = _fields;
            throw refusal;
        }
    }
}
