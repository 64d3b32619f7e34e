using ProviderRouter.Providers;

namespace ProviderRouter.Routing;

/// <summary>Completes what an answer says of itself: the handler knows the usage, the router all else.</summary>
internal static class AnswerInfo
{
    /// <summary>Stamps an answer.</summary>
    /// <param name="info">What the handler knows.</param>
    /// <param name="context">The call at the candidate that answered.</param>
    /// <param name="planned">The candidate.</param>
    /// <param name="plan">How it came to be asked.</param>
    public static ResponseInfo Stamp(ResponseInfo info, TaskContext context, PlannedCandidate planned, RouteTrace plan)
    {
        var cost = Charge(context, planned, info.Usage, info.CostUsd);
        return info with
        {
            Provider = planned.Candidate.Provider,
            Model = planned.Candidate.Model,
            RequestId = info.RequestId ?? context.Call.RequestIdOf(context.Asked.LastAttempt),
            RouteReason = plan.Reason,
            CostUsd = cost,
            Warnings = context.Warnings.Count == 0 ? info.Warnings : [.. info.Warnings, .. context.Warnings],
            Trace = Trace(plan, context.Call, planned.Candidate),
        };
    }

    /// <summary>Puts the cost of a candidate's answer, or of what came of it, on record.</summary>
    /// <param name="context">The call at the candidate.</param>
    /// <param name="planned">The candidate.</param>
    /// <param name="usage">What it consumed.</param>
    /// <param name="told">The cost as the provider told it; it beats the catalog's price.</param>
    /// <returns>US dollars; null when unknown.</returns>
    public static decimal? Charge(TaskContext context, PlannedCandidate planned, Usage? usage, decimal? told = null)
    {
        var cost = told ?? (usage is null ? null : planned.Offer?.Price?.Cost(usage));
        if (cost is not null)
        {
            context.Call.Amend(context.Asked.LastAttempt, attempt => attempt with { CostUsd = cost });
        }

        return cost;
    }

    /// <summary>What is known when the first piece comes.</summary>
    public static ResponseInfo Begin(TaskContext context, PlannedCandidate planned, RouteTrace plan) =>
        Stamp(ResponseInfo.Empty, context, planned, plan);

    /// <summary>What has happened in a call until now.</summary>
    public static RouteTrace Trace(RouteTrace plan, CallState call, RouteCandidate? served = null) =>
        plan.At(served, call.Attempts, call.StartedAt, call.Elapsed);
}
