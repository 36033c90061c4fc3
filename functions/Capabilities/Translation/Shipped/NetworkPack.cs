using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using XbFunctions.Inference;

namespace XbFunctions.Capabilities.Translation;

/// <summary>A network's folder as one file, a tar in Brotli: what its graphs share is stored once.</summary>
internal static class NetworkPack
{
    /// <summary>Packs a folder.</summary>
    /// <param name="folder">The folder.</param>
    public static byte[] Of(string folder)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var tar = new TarWriter(brotli, TarEntryFormat.Ustar, leaveOpen: true))
        {
            // The graphs of the decoder are alike and stand together. Times are left out: equal networks give equal packs.
            foreach (var path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
            {
                using var content = new MemoryStream(File.ReadAllBytes(path));
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, Path.GetFileName(path)) { DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch });
            }
        }

        return packed.ToArray();
    }

    /// <summary>Unpacks into a new folder of the machine's place for those that do not last.</summary>
    /// <param name="packed">The pack.</param>
    /// <param name="sha256">What its SHA-256 must be, in lower hexadecimal digits.</param>
    /// <returns>The folder, to be removed by the caller.</returns>
    /// <exception cref="InvalidModelException">The hash is another one, or it is no pack.</exception>
    public static string Unpack(byte[] packed, string sha256)
    {
        var found = Convert.ToHexStringLower(SHA256.HashData(packed));
        if (found != sha256)
        {
            throw new InvalidModelException($"The network that comes with the product is damaged: its SHA-256 is {found}, expected {sha256}.");
        }

        var folder = Directory.CreateTempSubdirectory("xb-translation-").FullName;
        try
        {
            using var tar = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            TarFile.ExtractToDirectory(tar, folder, overwriteFiles: false);
            return folder;
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException or IOException)
        {
            Directory.Delete(folder, recursive: true);
            throw new InvalidModelException($"The network that comes with the product cannot be unpacked: {exception.Message}", exception);
        }
    }
}
