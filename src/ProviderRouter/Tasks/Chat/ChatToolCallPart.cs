using System.Text;
using System.Text.Json;

namespace ProviderRouter;

/// <summary>A call of a tool that the model asks for.</summary>
public sealed record ChatToolCallPart : ChatPart
{
    /// <summary>The id that the tool's result refers to; made up where the provider sent none.</summary>
    public required string Id { get; init; }

    /// <summary>The tool's name.</summary>
    public required string Name { get; init; }

    /// <summary>The arguments as the model wrote them: JSON text, <c>{}</c> where it wrote none. Models do write invalid JSON; see <see cref="HasValidArguments"/>.</summary>
    public required string Arguments { get; init; }

    internal override int TextBytes => UsageEstimate.BytesOf(Name) + UsageEstimate.BytesOf(Arguments);

    /// <summary>Whether <see cref="Arguments"/> is well-formed JSON.</summary>
    public bool HasValidArguments
    {
        get
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(Arguments));
            try
            {
                while (reader.Read())
                {
                }

                return reader.BytesConsumed > 0;
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
