package dev.hotplug.image;

/**
 * One entry of a ZIP, checked against its local header.
 *
 * @param name with slashes; ends with one if it is a directory
 * @param deflated whether its data are deflated; if not, they are stored
 * @param packedSize size of its data in the file
 * @param size size of its data when inflated, as the directory says
 * @param crc CRC-32 of the inflated data, as the directory says
 * @param data position of its data in the array that was read
 */
record ZipEntryRecord(String name, boolean deflated, int packedSize, int size, int crc, int data) {
}
