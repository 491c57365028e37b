package io.hexdispatch.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.LonLat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceTableTest {
    private static final Charset GBK = Charset.forName("GB18030");

    @Test
    void readsDevicesWithTheirPlaces() {
        LonLat place = new LonLat(113.02, 34.75);
        LonLat shifted = CoordinateSystem.GCJ02.fromWgs84(place);
        DeviceTable table = read(
                "\uFEFFid,kind,name,lon,lat,crs\r\n"
                        + "s-1,sensor,\"烟感, 3号楼\",113.02,34.75,\r\n"
                        + "c-1,camera,路口,"
                        + shifted.longitude() + "," + shifted.latitude() + ",GCJ-02\r\n",
                StandardCharsets.UTF_8);

        assertThat(table.faults()).isEmpty();
        assertThat(table.devices()).extracting(Device::name).containsExactly("烟感, 3号楼", "路口");
        assertThat(table.devices().get(1).place().wgs84().longitude()).isCloseTo(place.longitude(), within(1e-7));
        assertThat(table.devices().get(1).place().given()).isEqualTo(shifted);
    }

    @Test
    void readsGbkWithChineseColumnsCutAnywhere() {
        byte[] bytes = "编号,类型,名称,经度,纬度\n水-1,传感器,水位计,113.6,34.7\n".getBytes(GBK);
        DeviceTable table = new DeviceTable(GBK, CoordinateSystem.WGS84);
        for (byte one : bytes) {
            table.read(new byte[] {one});
        }
        table.end();

        assertThat(table.faults()).isEmpty();
        assertThat(table.devices()).extracting(Device::id).containsExactly("水-1");
        assertThat(table.devices().get(0).kind()).isEqualTo(DeviceKind.SENSOR);
    }

    @Test
    void saysWhereGbkIsTakenForUtf8() {
        DeviceTable table = new DeviceTable(StandardCharsets.UTF_8, CoordinateSystem.WGS84);
        table.read("id,kind,name,lon,lat\na,sensor,水位计,113.6,34.7\n".getBytes(GBK));

        assertThat(table.isBroken()).isTrue();
        assertThat(table.faults().get(0).row()).isEqualTo(2);
        assertThat(table.faults().get(0).detail()).contains("is not UTF-8 text; the parameter encoding");
    }

    @Test
    void namesEveryWrongRowAndField() {
        DeviceTable table = read(
                """
                id,kind,name,lon,lat,crs
                a,sensor,A,113.6,34.7,
                a,sensor,A,113.6,34.7,
                b,radio,,34.7,113.6,
                c,camera,C,113;6,34.7,epsg:4326
                d,camera,D,113.6
                """,
                StandardCharsets.UTF_8);

        assertThat(table.faults())
                .extracting(fault -> fault.row() + " " + fault.field() + " " + fault.detail())
                .containsExactly(
                        "3 id \"a\" stands in row 2 too",
                        "4 name is empty",
                        "4 kind \"radio\" is neither sensor (传感器) nor camera (摄像头)",
                        "4 lat 113.6 is not from -90 to 90 degrees; are lon and lat swapped? lon is about 113 here",
                        "5 crs \"epsg:4326\" is not known; right is one of wgs84, cgcs2000, gcj02, bd09",
                        "5 lon \"113;6\" is not a number of degrees, such as 113.02",
                        "6  has 4 fields, and the first row has 6");
        assertThat(table.isBroken()).isFalse();
    }

    @Test
    void readsNothingWithoutItsColumns() {
        DeviceTable table = read("id;kind;name\na;b;c\n", StandardCharsets.UTF_8);

        assertThat(table.isBroken()).isTrue();
        assertThat(table.faults().get(0).detail()).contains("with commas between");
        assertThat(read("", StandardCharsets.UTF_8).faults().get(0).detail()).contains("there is no device");
        assertThat(read("id,id,kind,name,lon,lat\n", StandardCharsets.UTF_8).faults())
                .extracting(DeviceTable.Fault::detail)
                .containsExactly("stands twice");
    }

    @Test
    void stopsAtTooManyRowsAndKeepsOnlyTheFirstFaults() {
        DeviceTable table = new DeviceTable(StandardCharsets.UTF_8, CoordinateSystem.WGS84);
        table.read("id,kind,name,lon,lat\n".getBytes(StandardCharsets.UTF_8));
        byte[] wrong = "x,y\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 300 && !table.isBroken(); i++) {
            table.read(wrong);
        }

        assertThat(table.isBroken()).isTrue();
        assertThat(table.faultCount()).isEqualTo(DeviceTable.ROWS_MAX + 1);
        assertThat(table.faults()).hasSize(1_000);
    }

    private static DeviceTable read(String text, Charset charset) {
        DeviceTable table = new DeviceTable(charset, CoordinateSystem.WGS84);
        byte[] bytes = text.getBytes(charset);
        List.of(0, bytes.length / 2)
                .forEach(from ->
                        table.read(Arrays.copyOfRange(bytes, from, from == 0 ? bytes.length / 2 : bytes.length)));
        table.end();
        return table;
    }
}
