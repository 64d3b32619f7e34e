using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.HuggingFace.Hub;

/// <summary>A search for models by provider, task and text, page by page.</summary>
internal sealed class HubSearch(Exchange exchange)
{
    private const int LargestPage = 1000;

    public Task WriteAsync()
    {
        var writer = new HubWriter(exchange);
        var found = HubModels.All.Where(Matches).ToList();
        var limit = Number("limit", 1, LargestPage) ?? LargestPage;
        var from = Number("cursor", 0, found.Count) ?? 0;
        var page = found.Skip(from).Take(limit).ToList();
        if (from + page.Count < found.Count)
        {
            exchange.Http.Response.Headers.Link = $"<{Next(from + page.Count)}>; rel=\"next\"";
        }

        return exchange.WriteJsonAsync(200, new JsonArray([.. page.Select(model => writer.Write(model, listsProviders: true))]));
    }

    private bool Matches(HubModel model) =>
        (Query("pipeline_tag") is not { } task || model.PipelineTag == task)
        && (Query("search") is not { } text || model.Id.Contains(text, StringComparison.OrdinalIgnoreCase))
        && (Query("inference_provider") is not { } providers || IsServed(model, providers.Split(',')));

    private static bool IsServed(HubModel model, string[] providers) =>
        model.Mappings.Any(mapping => mapping.Status == "live" && (providers.Contains("all") || providers.Contains(mapping.Provider)));

    private string? Query(string name) => exchange.Http.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    private int? Number(string name, int least, int most) => Query(name) is not { } text
        ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? Math.Min(number, most)
            : throw HuggingFaceErrors.Create(400, $"\"{name}\" must be a number of at least {least}");

    /// <summary>The same search with a cursor for the rest.</summary>
    private string Next(int cursor)
    {
        var pairs = exchange.Http.Request.Query.Where(pair => pair.Key != "cursor")
            .SelectMany(pair => pair.Value.Select(value => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? string.Empty)}"));
        return exchange.Link(exchange.Path) + "?" + string.Join('&', pairs.Append(string.Create(CultureInfo.InvariantCulture, $"cursor={cursor}")));
    }
}
