using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace XbFunctions.Host;

/// <summary>Who owns the partitions of one hub and consumer group, in the blobs that the Azure SDK's own store uses.</summary>
/// <remarks>
/// Empty blobs <c>{namespace}/{hub}/{group}/ownership/{partition}</c>, all lower case, with the metadata <c>ownerid</c>. Their age is the time since they
/// were modified; claims hold only for the version that was read.
/// </remarks>
internal sealed class OwnershipStore(BlobContainerClient container, string fullyQualifiedNamespace, string hub, string consumerGroup)
{
    private const string OwnerKey = "ownerid";
    private readonly string _prefix = $"{fullyQualifiedNamespace}/{hub}/{consumerGroup}/ownership/".ToLowerInvariant();

    /// <summary>All entries, also those that have expired or were given up.</summary>
    public async Task<IReadOnlyList<PartitionOwnership>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = new List<PartitionOwnership>();
        var blobs = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, _prefix, cancellationToken);
        await foreach (var blob in blobs.ConfigureAwait(false))
        {
            var owner = blob.Metadata.TryGetValue(OwnerKey, out var name) ? name : string.Empty;
            entries.Add(new PartitionOwnership(blob.Name[_prefix.Length..], owner, blob.Properties.LastModified ?? default, blob.Properties.ETag ?? default));
        }

        return entries;
    }

    /// <summary>Writes the owner of a partition, also to renew it or, with an empty name, to give it up.</summary>
    /// <param name="partition">Id of the partition.</param>
    /// <param name="owner">Name of the owner.</param>
    /// <param name="version">Version that was read; <see langword="null"/> when there was no entry.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The new version; <see langword="null"/> when another came first.</returns>
    public async Task<ETag?> WriteAsync(string partition, string owner, ETag? version, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(_prefix + partition);
        var metadata = new Dictionary<string, string> { [OwnerKey] = owner };
        try
        {
            if (version is { } known)
            {
                var renewed = await blob.SetMetadataAsync(metadata, new BlobRequestConditions { IfMatch = known }, cancellationToken).ConfigureAwait(false);
                return renewed.Value.ETag;
            }

            var conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
            var created = await blob.UploadAsync(BinaryData.Empty, new BlobUploadOptions { Metadata = metadata, Conditions = conditions }, cancellationToken)
                .ConfigureAwait(false);
            return created.Value.ETag;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 409 or 412)
        {
            return await FindOwnAsync(blob, owner, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The version of an entry that has this very owner: a first answer was lost and its request repeated.</summary>
    private static async Task<ETag?> FindOwnAsync(BlobClient blob, string owner, CancellationToken cancellationToken)
    {
        try
        {
            var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return owner.Length > 0 && properties.Value.Metadata.TryGetValue(OwnerKey, out var name) && name == owner ? properties.Value.ETag : null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }
}
