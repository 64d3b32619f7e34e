using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ProviderRouter.Tests.Testing;

namespace ProviderRouter.Tests.Recorded;

/// <summary>One answer of the manifest: who gave it, to what, and what a correct client should report of it.</summary>
internal sealed class RecordedEntry(string file)
{
    private readonly JsonElement entry = Fixture.Entry(file);

    public string File => file;

    public string Provider => Word("provider");

    public string Task => Word("task");

    public string Endpoint => Word("endpoint");

    public HttpStatusCode Status => (HttpStatusCode)entry.GetProperty("status").GetInt32();

    public string ContentType => Word("contentType");

    public JsonElement Expect => entry.GetProperty("expect");

    public string Kind => Expect.GetProperty("kind").GetString()!;

    /// <summary>What was asked; undefined where it is not known.</summary>
    public JsonElement RequestBody => entry.TryGetProperty("requestBody", out var body) ? body : default;

    public byte[] Body { get; } = Fixture.Read(Fixture.Entry(file));

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>The answer as it came.</summary>
    public HttpResponseMessage Answer() => AnswerWith(new ByteArrayContent(Body));

    /// <summary>The answer, with its body arriving in another way.</summary>
    public HttpResponseMessage AnswerWith(HttpContent body)
    {
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        var response = new HttpResponseMessage(Status) { Content = body };
        if (entry.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject().Where(header => header.Name != "content-type"))
            {
                response.Headers.TryAddWithoutValidation(header.Name, header.Value.GetString());
            }
        }

        return response;
    }

    private string Word(string name) => entry.TryGetProperty(name, out var word) ? word.GetString() ?? "" : "";
}
