namespace ProviderRouter.Tests.Faults;

/// <summary>Files whose addresses came in answers.</summary>
internal static partial class FaultCases
{
    private static IReadOnlyList<Fault> Downloads =>
    [
        Moved("download_redirect_followed", "an output's address redirects, up to 3 times", static server => Say(FaultHttp.Json("", 302, $"Location: {server.Elsewhere!.Address(path: "file")}"))) with { Download = FaultVerdict.Answered },
        Moved("download_redirect_loop", "an output's address redirects more often", static server => Say(FaultHttp.Json("", 307, $"Location: {server.Address(path: "file")}"))) with
        {
            Failure = new(ErrorKind.Blocked, AttemptPhase.ReadingAnswer),
            Requests = 4,
        },
        Moved("download_redirect_to_a_private_host", "an output's address is not public", static _ => Say(FaultHttp.Json("", 302, "Location: http://169.254.169.254/latest/meta-data/"))),
        Moved("download_redirect_to_a_private_host_by_tls", "an output's address is not public", static _ => Say(FaultHttp.Json("", 302, "Location: https://10.0.0.1/"))),
        Moved("download_redirect_to_a_file", "an output's address is not public", static _ => Say(FaultHttp.Json("", 302, "Location: file:///etc/passwd"))),
        Gone(401),
        Gone(403),
        Gone(404),
        Gone(410),
    ];

    private static Fault Moved(string name, string words, Func<FaultServer, FaultScript> script) => new(name, words)
    {
        Script = (_, server) => script(server),
        Failure = new(ErrorKind.Blocked, AttemptPhase.ReadingAnswer),
        Download = FaultVerdict.Error,
    };

    private static Fault Gone(int status) => new($"download_{status}", "an output's address does not work any more")
    {
        Script = (_, _) => Say(FaultHttp.Json("", status)),
        Failure = new(ErrorKind.BadResponse, AttemptPhase.ReadingAnswer, ErrorCodes.OutputExpired, status),
        Download = FaultVerdict.Error,
    };
}
