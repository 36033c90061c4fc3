namespace XbFunctions.Inference;

/// <summary>A model's two files together.</summary>
/// <param name="Onnx">Bytes of <c>model.onnx</c>.</param>
/// <param name="Manifest">The manifest beside it.</param>
public sealed record ModelPackage(byte[] Onnx, ModelManifest Manifest)
{
    /// <summary>File name of the graph.</summary>
    public const string OnnxFile = "model.onnx";

    /// <summary>File name of the manifest.</summary>
    public const string ManifestFile = "manifest.json";

    /// <summary>Reads both files from a folder and checks the hash.</summary>
    /// <param name="folder">For example <c>models/fraud</c>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    /// <exception cref="InvalidModelException">The manifest cannot be read or states another hash.</exception>
    public static async Task<ModelPackage> ReadAsync(string folder, CancellationToken cancellationToken = default)
    {
        var manifest = await File.ReadAllBytesAsync(Path.Combine(folder, ManifestFile), cancellationToken).ConfigureAwait(false);
        var onnx = await File.ReadAllBytesAsync(Path.Combine(folder, OnnxFile), cancellationToken).ConfigureAwait(false);
        return new ModelPackage(onnx, ModelManifest.Parse(manifest)).Checked();
    }

    /// <summary>Writes both files into a folder, which is made where it is missing; files of these names are replaced.</summary>
    /// <param name="folder">For example <c>models/fraud</c>.</param>
    /// <param name="cancellationToken">Stops writing; the folder may then hold one new and one old file.</param>
    /// <exception cref="InvalidModelException">The manifest states another hash.</exception>
    public async Task WriteAsync(string folder, CancellationToken cancellationToken = default)
    {
        Checked();
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, OnnxFile), Onnx, cancellationToken).ConfigureAwait(false);
        await File.WriteAllBytesAsync(Path.Combine(folder, ManifestFile), Manifest.ToJson(), cancellationToken).ConfigureAwait(false);
    }

    internal ModelPackage Checked()
    {
        var hash = ScoringModel.HashOf(Onnx);
        return hash == Manifest.Sha256
            ? this
            : throw new InvalidModelException(
                $"Model '{Manifest.Name}' {Manifest.Version}: expected SHA-256 {Manifest.Sha256}, got {hash} of {Onnx.Length} bytes.");
    }
}
