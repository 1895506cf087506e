#!/bin/sh
# Makes the pictures of this folder and their lists (ImageMagick 6.9, exiftool 12.57). Run in this folder.
set -e
canvas() { convert -size 400x200 xc:white -fill black -pointsize 32 -annotate +30+110 "$1" -strip "$2"; }
tag() { exiftool -q -q -overwrite_original -charset iptc=utf8 "$@"; }
list() { file=$1; by=$2; { echo "# made by: $by, make.sh"; cat; } > "$file.places"; }
hidden() { printf '%s\ttext in the pixels\tunread\tOCR is off\n' "$1"; }
found() { printf '%s\t%s\tfound\n' "$1" "$2"; }

canvas Fentorwick photo.jpg
tag -EXIF:Artist=Zorvelquin -EXIF:ImageDescription='Blenthorpe picnic' -EXIF:Copyright=Quistabel -EXIF:UserComment=Drovanter \
  -EXIF:OwnerName=Hespiroth -EXIF:SerialNumber=7730991245 -EXIF:LensSerialNumber=LM55820 -EXIF:XPAuthor=Mirandolf -EXIF:XPComment=Tulvessen \
  -EXIF:XPKeywords=Oskelbrand -EXIF:GPSLatitude=51.501364 -EXIF:GPSLatitudeRef=N -EXIF:GPSLongitude=0.14189 -EXIF:GPSLongitudeRef=W \
  -EXIF:GPSAreaInformation=Prellowick -IPTC:By-line=Wexenford -IPTC:Caption-Abstract='Ardelphine, Jürgen' -IPTC:Keywords=Cathomond \
  -IPTC:City=Brevolant -IPTC:Contact=Skendrigan -XMP-dc:Creator=Yolandrick -XMP-dc:Description=Umbrethal -XMP-iptcExt:PersonInImage=Gavrellan \
  -XMP-mwg-rs:RegionName=Eskovine -XMP-mwg-rs:RegionType=Face -XMP-photoshop:AuthorsPosition=Ninderoch -Comment=Jastramel photo.jpg
{ found Zorvelquin 'EXIF artist'; found Blenthorpe 'EXIF image description'; found Quistabel 'EXIF copyright'; found Drovanter 'EXIF user comment'
  found Hespiroth 'EXIF owner of the camera'; found 7730991245 'EXIF serial number of the camera'; found LM55820 'EXIF serial number of the lens'
  found Mirandolf 'author as Windows writes it'; found Tulvessen 'comment as Windows writes it'; found Oskelbrand 'keywords as Windows writes them'
  found '51.501364, -0.141890' 'EXIF position'; found Prellowick 'EXIF name of the area'; found Wexenford 'IPTC by-line'
  found Jürgen 'IPTC caption in UTF-8'; found Cathomond 'IPTC keyword'; found Brevolant 'IPTC city'; found Skendrigan 'IPTC contact'
  found Yolandrick 'XMP creator'; found Umbrethal 'XMP description'; found Gavrellan 'XMP person shown'; found Eskovine 'XMP name of a face'
  found Ninderoch 'XMP position of the author'; found Jastramel 'JPEG comment'; hidden Fentorwick
} | list photo.jpg 'ImageMagick 6.9, exiftool 12.57'

canvas Grelmathow blank.png
convert blank.png -set Quillborne 'Tremmelas' -set 'Vorstaple' "$(yes 'Dalvemire ' | head -n 200 | tr -d '\n')" chart.png
rm blank.png
tag -PNG:Author=Pendralow -PNG:Comment=Sivantrice -EXIF:Artist=Orvendale -XMP-dc:Title=Lathimore chart.png
tag -PNG:Title-fr='Hélbrandine' chart.png

{ found Pendralow 'text chunk'; found Sivantrice 'comment chunk'; found Orvendale 'EXIF chunk'; found Lathimore 'XMP chunk'
  found Quillborne 'keyword of a text chunk'; found Tremmelas 'text chunk of any keyword'; found Dalvemire 'compressed text chunk'; found Hélbrandine 'international text chunk'; hidden Grelmathow
} | list chart.png 'ImageMagick 6.9, exiftool 12.57'

canvas Havrintell banner.gif
tag -Comment=Rosquilda -XMP-dc:Creator=Delmarrick banner.gif
{ found Rosquilda 'comment'; found Delmarrick 'XMP'; hidden Havrintell; } | list banner.gif 'ImageMagick 6.9, exiftool 12.57'

canvas Ickendorf one.tif; canvas Mallowrent two.tif
convert one.tif two.tif -compress zip fax.tif
tag -IFD0:Artist=Corvinell -IFD0:ImageDescription=Thresandor -IFD0:HostComputer=Wolfrenne -IFD0:DocumentName=Elkanthorpe \
  -XMP-dc:Rights=Sallowbrick -IPTC:Writer-Editor=Vandelorme fax.tif
rm one.tif two.tif
{ found Corvinell 'artist'; found Thresandor 'description'; found Wolfrenne 'computer'; found Elkanthorpe 'name of the document'
  found Sallowbrick 'XMP'; found Vandelorme 'IPTC'; hidden Ickendorf; printf 'Mallowrent\ttext in the pixels of a second page\tunread\tOCR is off\n'
} | list fax.tif 'ImageMagick 6.9, exiftool 12.57'

canvas Jorvendell poster.webp
tag -EXIF:Artist=Kestromane -XMP-dc:Creator=Bellavorn poster.webp
{ found Kestromane EXIF; found Bellavorn XMP; hidden Jorvendell; } | list poster.webp 'ImageMagick 6.9, exiftool 12.57'

canvas Nuthravale phone.heic
tag -EXIF:Artist=Pashkinder -EXIF:GPSLatitude=53.959 -EXIF:GPSLatitudeRef=N -EXIF:GPSLongitude=1.0815 -EXIF:GPSLongitudeRef=W -XMP-dc:Creator=Tregonwell phone.heic
{ found Pashkinder EXIF; found '53.959000, -1.081500' 'EXIF position'; found Tregonwell XMP; hidden Nuthravale; } | list phone.heic 'ImageMagick 6.9, exiftool 12.57'

canvas Ravensgill layers.psd
tag -EXIF:Artist=Stravelyn -XMP-dc:Creator=Umberlode -IPTC:By-line=Vrendall layers.psd
{ found Stravelyn EXIF; found Umberlode XMP; found Vrendall IPTC; hidden Ravensgill; } | list layers.psd 'ImageMagick 6.9, exiftool 12.57'

gzip -9nf layers.psd; mv layers.psd.places layers.psd.gz.places

canvas Selbourine scan.jp2
tag -XMP-dc:Creator=Yarvendale -EXIF:Artist=Zennorick scan.jp2
{ found Yarvendale XMP; found Zennorick EXIF; hidden Selbourine; } | list scan.jp2 'ImageMagick 6.9, exiftool 12.57'

canvas Whimbrelle paint.bmp
hidden Whimbrelle | list paint.bmp 'ImageMagick 6.9'
gzip -9nf paint.bmp; mv paint.bmp.places paint.bmp.gz.places
