using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProviderRouter.Emulator.Tests;

/// <summary>Compares whole JSON documents.</summary>
internal static class JsonAssertions
{
    public static JsonElementAssertions Should(this JsonElement element) => new(element);

    /// <summary>The document without what differs from run to run.</summary>
    public static JsonElement WithoutKeys(this JsonElement element, params string[] names)
    {
        var node = JsonNode.Parse(element.GetRawText())!.AsObject();
        foreach (var name in names)
        {
            node.Remove(name).Should().BeTrue("the document has '{0}'", name);
        }

        return JsonElement.Parse(node.ToJsonString());
    }

    /// <summary>A list of objects without their scores.</summary>
    public static JsonElement WithoutScores(this JsonElement list)
    {
        var nodes = list.EnumerateArray().Select(entry => JsonNode.Parse(entry.WithoutKeys("score").GetRawText()));
        return JsonElement.Parse(new JsonArray([.. nodes]).ToJsonString());
    }
}

internal sealed class JsonElementAssertions(JsonElement subject)
{
    public void BeJson(string expected, string because = "")
    {
        var wanted = JsonNode.Parse(expected);
        var got = JsonNode.Parse(subject.GetRawText());
        JsonNode.DeepEquals(got, wanted).Should().BeTrue(
            "{0}\nexpected {1}\nbut got  {2}", because, wanted?.ToJsonString(), got?.ToJsonString());
    }
}
