using System.Globalization;
using System.Text.Json.Nodes;
using ProviderRouter.Emulator.Endpoints;
using ProviderRouter.Emulator.Http;
using ProviderRouter.Emulator.Media;

namespace ProviderRouter.Emulator.Together;

/// <summary>Pictures, drawn or made from others. An address leads to a store by a redirect; both open without a key.</summary>
internal sealed class TogetherImages(Protocol protocol, PublishedFiles store)
{
    private const string Short = "shrt/";

    private readonly TogetherImageReader _reader = new(protocol);

    /// <summary>Whether a path is a short address of a picture.</summary>
    public static bool IsShort(Exchange exchange) => exchange.Path.StartsWith(Short, StringComparison.Ordinal);

    public Task DrawAsync(Exchange exchange)
    {
        var order = _reader.Read(exchange);
        var data = new JsonArray();
        for (var i = 0; i < order.Count; i++)
        {
            var file = PictureFormat.Write(Picture.Draw(order.Width, order.Height, order.Prompt, order.Seed + i), order.Format);
            var entry = new JsonObject { ["timings"] = new JsonObject { ["inference"] = 0.5 }, ["index"] = i };
            if (order.IsInline)
            {
                entry["b64_json"] = Convert.ToBase64String(file.Bytes);
                entry["type"] = "b64_json";
            }
            else
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{StableHash.Of(exchange.Body.Span):x16}-{i}.{order.Format}");
                store.Add(exchange, name, file);
                entry["url"] = exchange.Link(Short + name);
                entry["type"] = "url";
            }

            data.Add(entry);
        }

        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["id"] = "oEmulat-" + StableHash.Of(exchange.Body.Span).ToString("x16", CultureInfo.InvariantCulture),
            ["model"] = order.Model,
            ["object"] = "list",
            ["data"] = data,
        });
    }

    /// <summary>Sends the caller of a short address on to the store.</summary>
    public Task RedirectAsync(Exchange exchange)
    {
        protocol.RequireMethod(exchange, "GET");
        exchange.Http.Response.StatusCode = 302;
        exchange.Http.Response.Headers.Location = store.Address(exchange, exchange.Path[Short.Length..]);
        return Task.CompletedTask;
    }
}
