using System.Text.Json.Nodes;

namespace ProviderRouter.Tests.Testing;

/// <summary>Compares whole JSON documents.</summary>
internal static class JsonAssertions
{
    public static void ShouldBeJson(this string? actual, string expected)
    {
        var found = JsonNode.Parse(actual ?? "null");
        var wanted = JsonNode.Parse(expected);
        JsonNode.DeepEquals(found, wanted).Should().BeTrue($"the document is {found?.ToJsonString()} and should be {wanted?.ToJsonString()}");
    }
}
