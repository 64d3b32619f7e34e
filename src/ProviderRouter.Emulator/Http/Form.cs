using System.Text;

namespace ProviderRouter.Emulator.Http;

/// <summary>A multipart form: its parts in the order in which they came.</summary>
internal sealed record Form(IReadOnlyList<FormPart> Parts)
{
    /// <summary>The first part of a name, be it a field or a file.</summary>
    public FormPart? Part(string name) => Parts.FirstOrDefault(part => part.Name == name);

    /// <summary>The text of the first field of a name; a file is none.</summary>
    public string? Text(string name) => Parts.FirstOrDefault(part => part.Name == name && !part.IsFile)?.Text;

    /// <summary>The texts of all fields of a name, where a field may be repeated.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Parts.Where(part => part.Name == name && !part.IsFile).Select(part => part.Text)];

    /// <summary>The first file of a name; a field is none.</summary>
    public FormPart? File(string name) => Parts.FirstOrDefault(part => part.Name == name && part.IsFile);

    /// <summary>All files of a name.</summary>
    public IReadOnlyList<FormPart> Files(string name) => [.. Parts.Where(part => part.Name == name && part.IsFile)];
}

/// <summary>One part of a form; only a file has a file name.</summary>
internal sealed record FormPart(string Name, string? FileName, string? ContentType, byte[] Bytes)
{
    public bool IsFile => FileName is not null;

    public string Text => Encoding.UTF8.GetString(Bytes);
}
