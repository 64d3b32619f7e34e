using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>Completes what an answer says of itself: the handler knows the usage, the router all else.</summary>
internal static class AnswerInfo
{
    public static ResponseInfo Stamp(ResponseInfo info, TaskContext context, PlannedCandidate planned, RouteDecision decision) =>
        Stamp(info, context, planned, decision.Reason);

    public static ResponseInfo Stamp(ResponseInfo info, TaskContext context, PlannedCandidate planned, string? reason)
    {
        var cost = info.CostUsd ?? (info.Usage is { } usage ? planned.Offer?.Price?.Cost(usage) : null);
        if (cost is not null)
        {
            context.Call.Price(cost);
        }

        return info with
        {
            Provider = planned.Candidate.Provider,
            Model = planned.Candidate.Model,
            RequestId = info.RequestId ?? (context.Call.Attempts is [.., var last] ? last.RequestId : null),
            RouteReason = reason,
            CostUsd = cost,
            Warnings = context.Warnings.Count == 0 ? info.Warnings : [.. info.Warnings, .. context.Warnings],
            Attempts = [.. context.Call.Attempts],
        };
    }

    /// <summary>What is known when the first piece comes.</summary>
    public static ResponseInfo Begin(TaskContext context, PlannedCandidate planned, RouteDecision decision) =>
        Stamp(ResponseInfo.Empty, context, planned, decision);
}
