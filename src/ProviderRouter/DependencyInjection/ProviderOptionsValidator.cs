using ProviderRouter.Providers;
using ProviderRouter.Transport;

namespace ProviderRouter.DependencyInjection;

/// <summary>Checks what all providers' options have in common.</summary>
internal static class ProviderOptionsValidator
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10); // Polly's own range
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static void Validate(string name, ProviderOptions options, TimeSpan? callTimeout, ConfigurationProblems problems)
    {
        var path = RoutingConfiguration.PathOf(name);
        CheckAddress(path, nameof(options.BaseAddress), options.BaseAddress, problems);
        foreach (var (option, address) in options.FurtherAddresses)
        {
            CheckAddress(path, option, address, problems);
        }

        CheckTime($"{path}:ConnectTimeout", options.ConnectTimeout, problems);
        CheckTime($"{path}:AttemptTimeout", options.AttemptTimeout, problems);
        CheckTime($"{path}:PollTimeout", options.PollTimeout, problems);
        CheckTime($"{path}:FirstEventTimeout", options.FirstEventTimeout, problems);
        CheckTime($"{path}:IdleTimeout", options.IdleTimeout, problems);
        CheckAgainstCall($"{path}:ConnectTimeout", options.ConnectTimeout, ProviderOptions.DefaultConnectTimeout, callTimeout, problems);
        CheckAgainstCall($"{path}:AttemptTimeout", options.AttemptTimeout, ProviderOptions.DefaultAttemptTimeout, callTimeout, problems);
        CheckAgainstCall($"{path}:PollTimeout", options.PollTimeout, ProviderOptions.DefaultPollTimeout, callTimeout, problems);
        CheckAgainstCall($"{path}:FirstEventTimeout", options.FirstEventTimeout, null, callTimeout, problems);
        CheckAgainstCall($"{path}:IdleTimeout", options.IdleTimeout, ProviderOptions.DefaultIdleTimeout, callTimeout, problems);
        foreach (var (header, value) in options.Headers)
        {
            CheckHeader(path, header, value, problems);
        }

        var own = new List<string>();
        options.Validate(own);
        own.ForEach(failure => problems.Add($"{path}: {failure}"));
    }

    private static void CheckAddress(string path, string option, Uri? address, ConfigurationProblems problems)
    {
        var problem = address switch
        {
            null => "has to be set: the server's address, with its scheme and version segment.",
            { IsAbsoluteUri: false } => "is not absolute; write it with its scheme.",
            { Scheme: not ("https" or "http") } => "is neither https nor http.",
            _ when HostName.Of(address) is null => "has a host that is no name.",
            { UserInfo.Length: > 0 } => "holds a user name or password; put the key into ApiKey.",
            { Query.Length: > 0 } or { Fragment.Length: > 0 } => "holds a query or fragment; leave them out.",
            _ => null,
        };
        if (problem is not null)
        {
            problems.Add($"{path}:{option}: {problem}");
        }
    }

    private static void CheckTime(string path, TimeSpan? value, ConfigurationProblems problems)
    {
        if (value is { } time && (time < Shortest || time > Longest))
        {
            problems.Add($"{path}: has to lie between 10 milliseconds and 24 hours.");
        }
    }

    // Only what somebody chose: a short call with the usual limits below it is no contradiction.
    private static void CheckAgainstCall(string path, TimeSpan? value, TimeSpan? usual, TimeSpan? callTimeout, ConfigurationProblems problems)
    {
        if (value is { } time && time != usual && time > callTimeout)
        {
            problems.Add($"{path}: is longer than {RoutingConfiguration.Section}:CallTimeout, which would always end the call first; make it shorter, or CallTimeout longer.");
        }
    }

    private static void CheckHeader(string path, string header, string value, ConfigurationProblems problems)
    {
        if (HeaderRules.Problem(header, value) is { } problem)
        {
            problems.Add($"{path}:Headers:{header}: {problem}.");
        }
        else if (!HeaderRules.IsOfRequests(header, value))
        {
            problems.Add($"{path}:Headers:{header}: is no header of a request; leave it out.");
        }
    }
}
