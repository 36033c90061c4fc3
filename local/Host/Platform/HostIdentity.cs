using System.IO.Hashing;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace XbFunctions.Host;

/// <summary>The host id: the part of blob names that keeps apps apart which share a storage account.</summary>
internal static class HostIdentity
{
    private const int MaxLength = 32;

    /// <summary>The setting <c>AzureFunctionsWebHost__hostid</c>, else an id made of machine name and app folder; at most 32 characters.</summary>
    public static string Find(IConfiguration configuration)
    {
        if (configuration["AzureFunctionsWebHost:hostid"] is { Length: > 0 } named)
        {
            return Cut(named.ToLowerInvariant());
        }

        var machine = new string([.. Environment.MachineName.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
        var folder = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(RepositoryRoot.Find() ?? AppContext.BaseDirectory));
        return Cut($"{machine[..Math.Min(machine.Length, MaxLength - 9)]}-{folder:x8}");
    }

    private static string Cut(string id) => id[..Math.Min(id.Length, MaxLength)].TrimEnd('-');
}
