using System.Text;

namespace ProviderRouter;

/// <summary>Joins the texts of one kind of part.</summary>
internal static class ChatText
{
    public static string Join<TPart>(IReadOnlyList<ChatPart> parts, Func<TPart, string> read)
        where TPart : ChatPart
    {
        string? only = null;
        StringBuilder? several = null;
        for (var index = 0; index < parts.Count; index++)
        {
            if (parts[index] is not TPart part)
            {
                continue;
            }

            if (only is null)
            {
                only = read(part);
            }
            else
            {
                (several ??= new StringBuilder(only)).Append(read(part));
            }
        }

        return several?.ToString() ?? only ?? "";
    }
}
