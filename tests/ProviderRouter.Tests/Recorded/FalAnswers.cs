namespace ProviderRouter.Tests.Recorded;

/// <summary>fal's queue around a recorded result: fal's direct host, of which the recordings are, answers what the queue gives in the end.</summary>
internal static class FalAnswers
{
    public static RecordedRouter Queue(RecordedEntry entry) => new(
        entry,
        RecordedRouter.Json("""{"status":"IN_QUEUE","request_id":"r1","queue_position":0}"""),
        RecordedRouter.Json("""{"status":"COMPLETED","request_id":"r1"}"""),
        entry.Answer);
}
