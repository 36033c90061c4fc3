namespace Microsoft.Azure.WebJobs;

/// <summary>Stands for an attribute of the in-process model, which a function of the isolated model must not carry.</summary>
/// <param name="path">Where the blob is.</param>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class BlobAttribute(string path) : Attribute
{
    public string Path { get; } = path;
}
