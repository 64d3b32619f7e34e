using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.Protocols.OpenAI;

/// <summary>Fills a form in a server's dialect, by the same rules as <see cref="OpenAIBody"/>; the model comes first.</summary>
internal sealed class OpenAIForm : IOpenAIFields
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
        var name = dialect.NameOf(field);
        if (value is not null && dialect.Takes(context, name, setting))
        {
            Exchange.Add(name, value);
        }
    }

    public void Add(string field, string setting, long? value) => Add(field, setting, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string field, string setting, double? value) => Add(field, setting, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string field, string setting, bool? value) => Add(field, setting, value is null ? null : value.Value ? "true" : "false");

    public void Warn(string setting, string message) => context.Warn(setting, message);

    public bool Knows([NotNullWhen(true)] string? field, string setting) => OpenAIDialect.Knows(context, field, setting);

    /// <summary>Adds what the caller set for this provider, but the model, which the route decides.</summary>
    public void AddParameters()
    {
        context.WarnIf(context.Overrides("model"), "ProviderParameters.model", "Ignored: the router sets it.");
        Exchange.AddParameters("model");
    }
}
