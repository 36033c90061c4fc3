using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace XbFunctions.Training.Neural;

/// <summary>
/// A training run as a file: mark, identity of the run, state, dropout generator, weights, moments, best weights, SHA-256 of it all.
/// Little-endian. Written beside the old file and then moved over it.
/// </summary>
internal static class Checkpoint
{
    private const int HashLength = 32;

    private static ReadOnlySpan<byte> Mark => "XBNT0001"u8;

    /// <summary>Writes a run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Hash of graph and settings.</param>
    /// <param name="state">Where the run stands.</param>
    /// <param name="dropout">Generator of the dropout masks.</param>
    /// <param name="parameters">The weights.</param>
    /// <param name="optimizer">The moments.</param>
    public static void Write(
        string path, string identity, RunState state, SeededGenerator dropout, ParameterStore<float> parameters, AdamW optimizer)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(Mark);
        writer.Write(identity);
        writer.Write(state.Epoch);
        writer.Write(state.Step);
        writer.Write(state.LossSum);
        writer.Write(state.LastLoss);
        writer.Write(state.Metric);
        writer.Write(state.BestMetric);
        writer.Write(state.BestEpoch);
        writer.Write(MemoryMarshal.AsBytes(dropout.State));
        writer.Write(optimizer.Steps);
        WriteAll(writer, parameters.Copy());
        WriteAll(writer, optimizer.First);
        WriteAll(writer, optimizer.Second);
        writer.Write(state.BestWeights is not null);
        WriteAll(writer, state.BestWeights ?? []);
        writer.Write(SHA256.HashData(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        var partial = path + ".partial";
        File.WriteAllBytes(partial, memory.ToArray());
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>Goes on from a stored run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">Hash of graph and settings, which the file must have.</param>
    /// <param name="state">Set to where the run stood.</param>
    /// <param name="dropout">Set to its generator.</param>
    /// <param name="parameters">Set to its weights.</param>
    /// <param name="optimizer">Set to its moments.</param>
    /// <returns>False where there is no file.</returns>
    /// <exception cref="TrainerException">The file is damaged, or belongs to another run.</exception>
    public static bool TryRead(
        string path, string identity, RunState state, SeededGenerator dropout, ParameterStore<float> parameters, AdamW optimizer)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < Mark.Length + HashLength
            || !bytes.AsSpan(0, Mark.Length).SequenceEqual(Mark)
            || !SHA256.HashData(bytes.AsSpan(..^HashLength)).AsSpan().SequenceEqual(bytes.AsSpan(^HashLength..)))
        {
            throw new TrainerException($"Checkpoint {path} is damaged or no checkpoint. Remove it to start anew.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, Mark.Length, bytes.Length - Mark.Length - HashLength));
        if (reader.ReadString() is var stored && stored != identity)
        {
            throw new TrainerException(
                $"Checkpoint {path} belongs to another run: expected {identity}, got {stored}. Remove it, or name another file.");
        }

        (state.Epoch, state.Step) = (reader.ReadInt32(), reader.ReadInt32());
        (state.LossSum, state.LastLoss) = (reader.ReadDouble(), reader.ReadDouble());
        (state.Metric, state.BestMetric, state.BestEpoch) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt32());
        dropout.Restore(MemoryMarshal.Cast<byte, ulong>(reader.ReadBytes(SeededGenerator.StateLength * sizeof(ulong))));
        optimizer.Steps = reader.ReadInt64();
        parameters.Restore(ReadAll(reader, parameters));
        CopyTo(ReadAll(reader, parameters), optimizer.First);
        CopyTo(ReadAll(reader, parameters), optimizer.Second);
        state.BestWeights = reader.ReadBoolean() ? ReadAll(reader, parameters) : null;
        return true;
    }

    private static void WriteAll(BinaryWriter writer, float[][] arrays)
    {
        foreach (var array in arrays)
        {
            writer.Write(MemoryMarshal.AsBytes(array.AsSpan()));
        }
    }

    private static float[][] ReadAll(BinaryReader reader, ParameterStore<float> like) => [.. like.All.Select(parameter =>
    {
        var values = new float[parameter.Values.Length];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    })];

    private static void CopyTo(float[][] from, float[][] to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            from[i].CopyTo(to[i], 0);
        }
    }
}
