using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ProviderRouter.Emulator.Http;

namespace ProviderRouter.Emulator.Replicate;

/// <summary>
/// A page of a list, the newest first. A cursor names the last key seen, so that what comes or goes meanwhile does not move the pages.
/// </summary>
internal static class Page
{
    private const int Size = 100;

    /// <summary>Writes the page that the request's cursor asks for.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="path">The list's path below <c>v1/</c>.</param>
    /// <param name="items">All items with their keys, which grow with time, in any order.</param>
    public static Task WriteAsync(Exchange exchange, string path, IEnumerable<(long Key, Func<JsonNode> Write)> items)
    {
        var all = items.OrderByDescending(item => item.Key).ToList();
        var (key, isBack) = ReadCursor(exchange.Http.Request.Query["cursor"]);
        var page = isBack ? all.Where(item => item.Key > key).TakeLast(Size).ToList() : all.Where(item => item.Key < key).Take(Size).ToList();
        var addresses = ReplicateAddresses.Of(exchange);
        return exchange.WriteJsonAsync(200, new JsonObject
        {
            ["next"] = page.Count > 0 && page[^1].Key > all[^1].Key ? Link(page[^1].Key, "n") : null,
            ["previous"] = page.Count > 0 && page[0].Key < all[0].Key ? Link(page[0].Key, "p") : null,
            ["results"] = new JsonArray([.. page.Select(item => item.Write())]),
        });

        JsonNode Link(long at, string direction)
        {
            var cursor = WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{direction}={at}")));
            var query = exchange.Http.Request.Query.Where(field => field.Key != "cursor")
                .Aggregate(QueryString.Empty, (all, field) => all.Add(field.Key, field.Value.ToString()));
            return addresses.Page(path, query.Add("cursor", cursor).ToString());
        }
    }

    private static (long Key, bool IsBack) ReadCursor(string? cursor)
    {
        if (cursor is null)
        {
            return (long.MaxValue, false);
        }

        try
        {
            var text = Encoding.ASCII.GetString(WebEncoders.Base64UrlDecode(cursor));
            if (text is ['n' or 'p', '=', .. var number] && long.TryParse(number, CultureInfo.InvariantCulture, out var key))
            {
                return (key, text[0] == 'p');
            }
        }
        catch (FormatException)
        {
            // Refused below.
        }

        throw ReplicateErrors.Create(404, null, "Invalid cursor");
    }
}
