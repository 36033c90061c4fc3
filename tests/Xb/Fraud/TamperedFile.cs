using Parquet;
using Parquet.Schema;

namespace XbFunctions.Xb.Tests.Fraud;

/// <summary>An archive file as somebody would leave it who edits a score.</summary>
internal static class TamperedFile
{
    /// <summary>Writes the file again with another raw score in its first row.</summary>
    public static async Task<BinaryData> WithScoreAsync(byte[] file, float score, CancellationToken cancellationToken)
    {
        using var source = new MemoryStream(file);
        using var target = new MemoryStream();
        await using var reader = await ParquetReader.CreateAsync(source, cancellationToken: cancellationToken);
        await using (var writer = await ParquetWriter.CreateAsync(reader.Schema, target, cancellationToken: cancellationToken))
        {
            using var group = writer.CreateRowGroup();
            foreach (var field in reader.Schema.DataFields)
            {
                await CopyAsync(reader.RowGroups[0], group, field, score, cancellationToken);
            }
        }

        return new BinaryData(target.ToArray());
    }

    private static async Task CopyAsync(
        ParquetRowGroupReader source, ParquetRowGroupWriter target, DataField field, float score, CancellationToken cancellationToken)
    {
        switch (field.ClrType)
        {
            case var type when type == typeof(float):
                var singles = new float[source.RowCount];
                await source.ReadAsync<float>(field, singles, cancellationToken: cancellationToken);
                singles[0] = field.Name == "model_score" ? score : singles[0];
                await target.WriteAsync<float>(field, singles, cancellationToken: cancellationToken);
                break;
            case var type when type == typeof(double):
                await CopyAsync<double>(source, target, field, cancellationToken);
                break;
            case var type when type == typeof(long):
                await CopyAsync<long>(source, target, field, cancellationToken);
                break;
            case var type when type == typeof(DateTime):
                await CopyAsync<DateTime>(source, target, field, cancellationToken);
                break;
            case var type when type == typeof(bool):
                await CopyAsync<bool>(source, target, field, cancellationToken);
                break;
            default:
                var texts = new string[source.RowCount];
                await source.ReadAsync(field, texts, cancellationToken: cancellationToken);
                await target.WriteAsync(field, texts);
                break;
        }
    }

    private static async Task CopyAsync<T>(
        ParquetRowGroupReader source, ParquetRowGroupWriter target, DataField field, CancellationToken cancellationToken)
        where T : struct
    {
        var values = new T[source.RowCount];
        await source.ReadAsync<T>(field, values, cancellationToken: cancellationToken);
        await target.WriteAsync<T>(field, values, cancellationToken: cancellationToken);
    }
}
