using System.Globalization;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Fills a form in a server's dialect, by the same rules as <see cref="OpenAIBody"/>; the model comes first.</summary>
internal sealed class OpenAIForm
{
    private readonly TaskContext context;
    private readonly OpenAIDialect dialect;

    public OpenAIForm(string path, TaskContext context, OpenAIDialect dialect)
    {
        this.context = context;
        this.dialect = dialect;
        Exchange = new(OpenAIDialect.PathFor(path, context), context) { Headers = dialect.Headers };
        Exchange.AddFixed("model", context.Model);
    }

    public FormExchange Exchange { get; }

    public void Add(string field, string setting, string? value)
    {
        if (value is not null && dialect.Takes(context, field, setting))
        {
            Exchange.Add(field, value);
        }
    }

    public void Add(string field, string setting, long? value) => Add(field, setting, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string field, string setting, double? value) => Add(field, setting, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a field that not every server knows; null is said to be unknown.</summary>
    public void AddKnown(string? field, string setting, string? value)
    {
        if (value is not null && OpenAIDialect.Knows(context, field, setting))
        {
            Add(field, setting, value);
        }
    }

    /// <inheritdoc cref="AddKnown(string?, string, string?)"/>
    public void AddKnown(string? field, string setting, long? value) => AddKnown(field, setting, value?.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="AddKnown(string?, string, string?)"/>
    public void AddKnown(string? field, string setting, double? value) => AddKnown(field, setting, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds what the caller set for this provider, but the model, which the route decides.</summary>
    public void AddParameters()
    {
        context.WarnIf(context.Overrides("model"), "ProviderParameters.model", "Ignored: the router sets it.");
        Exchange.AddParameters("model");
    }
}
