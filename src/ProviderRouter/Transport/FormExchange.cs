using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ProviderRouter.Providers;

namespace ProviderRouter.Transport;

/// <summary>
/// A POST of <c>multipart/form-data</c>. Files are read from their source while they are sent, anew for each attempt. What the caller set by
/// <c>ProviderParameters</c> wins, once.
/// </summary>
internal sealed class FormExchange(string path, TaskContext context) : Exchange(HttpMethod.Post, path)
{
    private readonly List<(string Name, string? Text, InputMedia? File)> parts = [];

    public void Add(string field, string? value)
    {
        if (value is not null && !context.Overrides(field))
        {
            AddText(field, value);
        }
    }

    public void Add(string field, long? value) => Add(field, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string field, double? value) => Add(field, value?.ToString(CultureInfo.InvariantCulture));

    public void Add(string field, bool? value) => Add(field, value is null ? null : value.Value ? "true" : "false");

    public void Add(string field, InputMedia file)
    {
        if (!context.Overrides(field))
        {
            parts.Add((field, null, file));
        }
    }

    /// <summary>Adds a field that the route decides, whatever the caller's own fields say.</summary>
    public void AddFixed(string field, string value) => AddText(field, value);

    /// <summary>Adds what the caller set for this provider; texts as they are, a list as one field for each item, all else as JSON.</summary>
    /// <param name="except">Fields that the route decides.</param>
    public void AddParameters(params ReadOnlySpan<string> except)
    {
        foreach (var (field, value) in context.Parameters ?? new Dictionary<string, System.Text.Json.JsonElement>())
        {
            if (except.Contains(field))
            {
                continue;
            }

            foreach (var item in value.ValueKind == System.Text.Json.JsonValueKind.Array ? [.. value.EnumerateArray()] : (IEnumerable<System.Text.Json.JsonElement>)[value])
            {
                AddText(field, item.ValueKind == System.Text.Json.JsonValueKind.String ? item.GetString()! : item.GetRawText());
            }
        }
    }

    internal override bool IsUpload => true;

    internal override HttpContent CreateContent()
    {
        var boundary = $"form-{Guid.NewGuid():N}";
        var form = new MultipartFormDataContent(boundary);
        form.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}"); // some servers do not know it in quotes
        foreach (var (name, text, file) in parts)
        {
            HttpContent part = file is null ? new ByteArrayContent(Encoding.UTF8.GetBytes(text!)) : new StreamContent(file.Open());
            if (file is not null)
            {
                part.Headers.ContentType = MediaTypeHeaderValue.Parse(file.ContentType);
                part.Headers.ContentLength = file.Length;
            }

            // Written by hand: the framework adds filename* too, at which several Python servers stumble.
            part.Headers.ContentDisposition = new("form-data") { Name = Quote(name), FileName = file is null ? null : Quote(Plain(file.FileName)) };
            form.Add(part);
        }

        return form;
    }

    // A name stands in a header of its part, which a line break or a quote would end.
    private void AddText(string field, string value)
    {
        if (HalfPairs.AreIn(value) || field.AsSpan().ContainsAnyExceptInRange(' ', '~') || field.Contains('"', StringComparison.Ordinal))
        {
            throw context.Fail(
                ErrorKind.InvalidRequest, $"Provider '{context.Provider}': a field of the form cannot be sent: its text holds half a surrogate pair, which is no Unicode, or its name something else than printable ASCII without quotes.");
        }

        parts.Add((field, value, null));
    }

    private static string Quote(string text) => $"\"{text}\"";

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            plain.Append(char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_');
        }

        return plain.ToString();
    }
}
