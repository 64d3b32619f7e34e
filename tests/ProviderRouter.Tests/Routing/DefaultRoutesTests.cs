using System.Reflection;
using ProviderRouter.Routing;

namespace ProviderRouter.Tests.Routing;

public sealed class DefaultRoutesTests
{
    [Theory]
    [InlineData("text-ranking", "fireworks-ai")]
    [InlineData("feature-extraction", "fireworks-ai")]
    [InlineData("text-generation", "fireworks-ai")]
    [InlineData("image-to-image", "replicate")]
    [InlineData("image-to-video", "replicate")]
    [InlineData("text-to-audio", "replicate")]
    [InlineData("image-to-text", "replicate")]
    [InlineData("visual-question-answering", "replicate")]
    [InlineData("document-question-answering", "hf-inference")]
    [InlineData("automatic-speech-recognition", "hf-inference")]
    [InlineData("sentence-similarity", "hf-inference")]
    [InlineData("fill-mask", "hf-inference")]
    [InlineData("image-segmentation", "hf-inference")]
    public void For_BuiltInTask_GoesToItsProvider(string name, string provider)
    {
        var task = Tasks().First(task => task.Name == name);

        DefaultRoutes.For(task, new()).Provider.Should().Be(provider);
    }

    [Fact]
    public void InferenceTasks_WorkThatIsExpensive_IsNotDoneTwice() =>
        Tasks().Where(task => !task.RetryWhenMaybeExecuted).Select(task => task.Name).Distinct().Should().BeEquivalentTo(
            "text-to-image", "image-to-image", "text-to-video", "image-to-video", "text-to-speech", "text-to-audio", "automatic-speech-recognition", "raw");

    private static IEnumerable<InferenceTask> Tasks() =>
        typeof(InferenceTasks).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => (InferenceTask)property.GetValue(null)!);
}
