using System.Globalization;
using ProviderRouter.Transport;

namespace ProviderRouter.Providers.Replicate.Inputs;

/// <summary>Puts the input of a prediction together: each setting under the model's own name and in its own type, and a warning for each that it lacks.</summary>
internal sealed class ReplicateInputWriter(TaskContext context, ReplicateInputs inputs)
{
    private const string NotSent = "Not sent: this model has no such input at Replicate; a model's own can be set by ProviderParameters.";
    private const int MaxShown = 200; // characters of what a schema says

    private readonly List<Action<RequestJson>> fields = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public ReplicateInputs Inputs => inputs;

    /// <summary>The input that a field goes into; null when the model has none, or it holds something else already.</summary>
    public ReplicateInput? Find(ReplicateField field) => inputs.Find(field, taken);

    /// <summary>The input without which the request means nothing.</summary>
    /// <param name="field">The field.</param>
    /// <param name="what">What it holds, in words.</param>
    /// <param name="kind">What the input is, for a model that calls it otherwise than others; null when only its name tells.</param>
    /// <exception cref="ProviderException">The model has none.</exception>
    public ReplicateInput Require(ReplicateField field, string what, ReplicateInputKind? kind = null) =>
        Find(field)
        ?? (kind is { } only ? inputs.FindOnly(only, taken) : null)
        ?? throw context.Fail(ErrorKind.Unsupported, $"Provider '{context.Provider}': '{context.Model}' takes no {what}; name a model that does.");

    /// <summary>Whether the model has an input for a field.</summary>
    public bool Has(ReplicateField field) => inputs.Find(field) is not null;

    public void Add(string setting, ReplicateField field, string? value)
    {
        if (value is not null)
        {
            AddWord(setting, field, value);
        }
    }

    public void Add(string setting, ReplicateField field, long? value)
    {
        if (value is { } number)
        {
            Put(setting, Find(field), number);
        }
    }

    public void Add(string setting, ReplicateField field, double? value)
    {
        if (value is { } number)
        {
            Put(setting, Find(field), number);
        }
    }

    public void Add(string setting, ReplicateField field, bool? value)
    {
        if (value is { } flag)
        {
            Put(setting, Find(field), flag);
        }
    }

    /// <summary>Adds a word that models spell in several ways.</summary>
    /// <param name="setting">The request's property.</param>
    /// <param name="field">The field.</param>
    /// <param name="spellings">The spellings, the most usual first.</param>
    public void AddWord(string setting, ReplicateField field, params ReadOnlySpan<string> spellings) => Put(setting, Find(field), spellings);

    public void Put(string setting, ReplicateInput? input, params ReadOnlySpan<string> spellings)
    {
        if (input?.Match(spellings) is not { } value)
        {
            Lose(setting, input);
            return;
        }

        switch (input.Kind)
        {
            case ReplicateInputKind.Any or ReplicateInputKind.Text:
            case ReplicateInputKind.File when IsAddress(value):
                Keep(input, json => json.Add(input.Name, value));
                break;
            case ReplicateInputKind.List:
                Keep(input, json => json.Add(input.Name, [value]));
                break;
            case ReplicateInputKind.Integer or ReplicateInputKind.Number when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                Put(setting, input, number);
                break;
            default:
                Lose(setting, input);
                break;
        }
    }

    public void Put(string setting, ReplicateInput? input, long value)
    {
        if (input?.Spell(value) is not { } text)
        {
            Lose(setting, input);
        }
        else if (input.Kind == ReplicateInputKind.Text)
        {
            Keep(input, json => json.Add(input.Name, text));
        }
        else
        {
            Keep(input, json => json.Add(input.Name, value));
        }
    }

    public void Put(string setting, ReplicateInput? input, double value)
    {
        if (input?.Spell(value) is not { } text)
        {
            Lose(setting, input);
        }
        else if (input.Kind == ReplicateInputKind.Text)
        {
            Keep(input, json => json.Add(input.Name, text));
        }
        else if (double.IsInteger(value) && Math.Abs(value) < long.MaxValue)
        {
            Keep(input, json => json.Add(input.Name, (long)value));
        }
        else if (input.Kind == ReplicateInputKind.Integer)
        {
            context.Warn(setting, $"Not sent: this model takes whole numbers as '{input.Name}'.");
        }
        else
        {
            Keep(input, json => json.Add(input.Name, value));
        }
    }

    public void Put(string setting, ReplicateInput? input, bool value)
    {
        if (input is { Kind: ReplicateInputKind.Flag or ReplicateInputKind.Any })
        {
            Keep(input, json => json.Add(input.Name, value));
        }
        else
        {
            Lose(setting, input);
        }
    }

    /// <summary>Adds files: the first alone, or all where the input is a list.</summary>
    public void Put(ReplicateInput input, params IReadOnlyList<ReplicateFile> files) => Keep(input, json =>
    {
        if (context.Overrides(input.Name))
        {
            return;
        }

        json.Writer.WritePropertyName(input.Name);
        if (input.Kind != ReplicateInputKind.List)
        {
            files[0].Write(json.Writer);
            return;
        }

        json.Writer.WriteStartArray();
        foreach (var file in files)
        {
            file.Write(json.Writer);
        }

        json.Writer.WriteEndArray();
    });

    /// <summary>Adds texts to an input that is a list.</summary>
    public void Put(ReplicateInput input, IReadOnlyList<string> texts) => Keep(input, json => json.Add(input.Name, texts));

    /// <summary>Warns of a setting that no model has an input for, if the caller set it.</summary>
    public void LoseIf(bool isSet, string setting) => context.WarnIf(isSet, setting, NotSent);

    /// <summary>Warns of a setting.</summary>
    /// <param name="setting">The request's property.</param>
    /// <param name="input">The input that does not take its value; null where there is none.</param>
    public void Lose(string setting, ReplicateInput? input = null) => context.Warn(
        setting,
        input is null ? NotSent
        : input.Values.Count == 0 ? $"Not sent: this model takes something else as '{input.Name}'."
        : $"Not sent: as '{input.Name}' this model takes {Shown(string.Join(", ", input.Values))}.");

    /// <summary>Warns of a setting in words of its own.</summary>
    public void Warn(string setting, string message) => context.Warn(setting, message);

    /// <summary>What writes the input, as often as it is wanted.</summary>
    public Action<RequestJson> Done() => json =>
    {
        foreach (var write in fields)
        {
            write(json);
        }
    };

    private void Keep(ReplicateInput input, Action<RequestJson> write)
    {
        taken.Add(input.Name);
        fields.Add(write);
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;

    private static string Shown(string text) => text.Length > MaxShown ? $"{text.AsSpan(0, MaxShown)}…" : text;
}
