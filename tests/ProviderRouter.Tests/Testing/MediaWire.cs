using System.Net;
using System.Net.Http.Headers;
using RichardSzalay.MockHttp;

namespace ProviderRouter.Tests.Testing;

/// <summary>Answers what a router sends, one answer after the other and the last one for ever, and keeps each whole request.</summary>
internal sealed class MediaWire
{
    private readonly Queue<Func<HttpResponseMessage>> answers;

    public MediaWire(TestRouter router, params Func<HttpResponseMessage>[] answers)
    {
        this.answers = new(answers);
        router.Http.When("*").Respond(request =>
        {
            Requests.Add(SentRequest.Of(request));
            return (this.answers.Count > 1 ? this.answers.Dequeue() : this.answers.Peek())();
        });
    }

    public List<SentRequest> Requests { get; } = [];

    public SentRequest Request => Requests.Should().ContainSingle().Subject;

    public static Func<HttpResponseMessage> Bytes(byte[] body, string? contentType, params (string Name, string Value)[] headers) => () =>
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };
        response.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers)
        {
            response.Headers.Add(name, value);
        }

        return response;
    };

    public static Func<HttpResponseMessage> Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        () => new(status) { Content = new StringContent(body, null, "application/json") };

    public static Func<HttpResponseMessage> Status(HttpStatusCode status, string body = "", string contentType = "text/plain") =>
        () => new(status) { Content = new StringContent(body, null, contentType) };

    public static Func<HttpResponseMessage> Redirect(string location, int status = 302) => () =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        response.Headers.TryAddWithoutValidation("Location", location);
        return response;
    };
}
