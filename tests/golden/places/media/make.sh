#!/bin/sh
# Makes the sounds and films of this folder and their lists (ffmpeg 5.1, exiftool 12.57, mutagen 1.46). Run in this folder.
set -e
tone='-f lavfi -i sine=frequency=440:duration=0.2 -ac 1'
film='-f lavfi -i color=c=white:s=64x48:d=0.2:r=5'
ff() { ffmpeg -v error -y -bitexact "$@"; }
list() { file=$1; by=$2; { echo "# made by: $by, make.sh"; cat; } > "$file.places"; }
found() { printf '%s\t%s\tfound\n' "$1" "$2"; }
spoken() { printf 'Quarvelstone\twhat is said\tunread\ttranscribed\n'; }

ff $tone -ar 8000 -b:a 8k -metadata title=Zorvelquin -metadata artist=Blenthorpe -metadata comment=Quistabel call.mp3
/usr/bin/python3 - <<'P'
from mutagen import id3
t = id3.ID3('call.mp3')
t.add(id3.TXXX(encoding=3, desc='Hespiroth', text='Drovanter'))
t.add(id3.USLT(encoding=3, lang='eng', desc='', text='Mirandolf'))
t.add(id3.SYLT(encoding=3, lang='eng', format=2, type=1, desc='', text=[('Tulvessen', 0)]))
t.add(id3.POPM(email='oskelbrand@example.org', rating=1, count=1))
t.add(id3.OWNE(encoding=3, price='GBP1', date='20240101', seller='Prellowick'))
t.add(id3.WXXX(encoding=3, desc='', url='https://wexenford.example'))
t.add(id3.UFID(owner='ardelphine.example', data=b'1'))
t.add(id3.CHAP(element_id='c1', start_time=0, end_time=100, start_offset=0, end_offset=0, sub_frames=[id3.TIT2(encoding=3, text='Cathomond')]))
t.add(id3.GEOB(encoding=3, mime='text/plain', filename='brevolant.txt', desc='Skendrigan', data=b'Yolandrick wrote this.'))
t.add(id3.APIC(encoding=3, mime='image/png', type=3, desc='Umbrethal', data=b'\x89PNG\r\n\x1a\nnothing'))
t.save('call.mp3', v2_version=4)
with open('call.mp3', 'ab') as f:
    f.write(b'TAG' + b'Gavrellan'.ljust(30, b'\0') + b'Eskovine'.ljust(30, b'\0') + b''.ljust(30, b'\0') + b'2024' + b'Ninderoch'.ljust(30, b'\0') + b'\xff')
P
{ found Zorvelquin title; found Blenthorpe artist; found Quistabel comment; found Hespiroth 'name of a free text'; found Drovanter 'free text'
  found Mirandolf lyrics; found Tulvessen 'lyrics with times'; found oskelbrand@example.org 'who rated it'; found Prellowick 'who sold it'
  found wexenford link; found ardelphine 'owner of an identifier'; found Cathomond chapter; found brevolant 'name of an object'
  found Skendrigan 'description of an object'; found Yolandrick 'content of an object'; found Umbrethal 'description of a picture'
  found Gavrellan 'ID3v1 title'; found Eskovine 'ID3v1 artist'; found Ninderoch 'ID3v1 comment'; spoken
} | list call.mp3 'ffmpeg 5.1, mutagen 1.46'

ff $tone -ar 8000 -metadata title=Pendralow -metadata artist=Sivantrice note.flac
{ found Pendralow title; found Sivantrice artist; spoken; } | list note.flac 'ffmpeg 5.1'
ff $tone -ar 8000 -c:a libvorbis -metadata title=Orvendale -metadata comment=Lathimore note.ogg
{ found Orvendale title; found Lathimore comment; spoken; } | list note.ogg 'ffmpeg 5.1'
ff $tone -ar 8000 -c:a libopus -metadata title=Tremmelas -metadata artist=Dalvemire note.opus
{ found Tremmelas title; found Dalvemire artist; spoken; } | list note.opus 'ffmpeg 5.1'

ff $tone -ar 8000 -write_bext 1 -metadata title=Rosquilda -metadata artist=Delmarrick -metadata description=Corvinell -metadata originator=Thresandor minutes.wav
{ found Rosquilda 'title in INFO'; found Delmarrick 'artist in INFO'; found Corvinell 'broadcast description'; found Thresandor 'broadcast originator'; spoken
} | list minutes.wav 'ffmpeg 5.1'
ff $tone -ar 8000 -metadata title=Wolfrenne -metadata author=Elkanthorpe -write_id3v2 1 minutes.aiff
{ found Wolfrenne title; found Elkanthorpe author; spoken; } | list minutes.aiff 'ffmpeg 5.1'
ff $tone -ar 8000 -c:a wmav2 -metadata title=Sallowbrick -metadata author=Vandelorme voice.wma
{ found Sallowbrick title; found Vandelorme author; spoken; } | list voice.wma 'ffmpeg 5.1'

ff $tone -ar 8000 -metadata title=Kestromane -metadata artist=Bellavorn -metadata comment=Pashkinder voice.m4a
/usr/bin/python3 - <<'P'
from mutagen import mp4
t = mp4.MP4('voice.m4a')
t['----:com.apple.iTunes:Tregonwell'] = b'Stravelyn'
t['ownr'] = 'Umberlode'
t['covr'] = [mp4.MP4Cover(b'\x89PNG\r\n\x1a\nnothing', mp4.MP4Cover.FORMAT_PNG)]
t.save()
P
{ found Kestromane title; found Bellavorn artist; found Pashkinder comment; found Tregonwell 'name of a free item'; found Stravelyn 'free item'; found Umberlode owner; spoken
} | list voice.m4a 'ffmpeg 5.1, mutagen 1.46'

ff $film -c:v mpeg4 -metadata title=Vrendall phone.mp4
exiftool -q -q -overwrite_original -UserData:Author=Yarvendale -UserData:GPSCoordinates='53.9590, -1.0815' -Keys:Artist=Zennorick \
  -Keys:GPSCoordinates='51.5014, -0.1419' -Keys:Title=Jorvaleth -UserData:LocationInformation='Ravensgill Role=shooting Lat=52.5 Lon=-1.5 Alt=0 Body=earth Notes=none' -XMP-dc:Creator=Nuthravale phone.mp4
{ found Vrendall 'title as iTunes has it'; found Yarvendale 'author in the user data'; found +53.959-001.0815 'position in the user data'
  found Zennorick 'artist in the metadata of QuickTime'; found +51.5014-000.1419 'position in the metadata of QuickTime'; found Jorvaleth 'title in the metadata of QuickTime'
  found Ravensgill 'place of 3GPP'; found 52.5 'position of 3GPP'; found Nuthravale XMP; spoken
} | list phone.mp4 'ffmpeg 5.1, exiftool 12.57'
ff $film -c:v mpeg4 -metadata title=Selbourine -metadata artist=Whimbrelle camera.mov
{ found Selbourine title; found Whimbrelle artist; spoken; } | list camera.mov 'ffmpeg 5.1'
ff $film -c:v mpeg4 -metadata title=Fentorwick -metadata artist=Grelmathow camera.avi
{ found Fentorwick title; found Grelmathow artist; spoken; } | list camera.avi 'ffmpeg 5.1'

printf 'Lindeth wrote this.' > havrintell.txt
printf ';FFMETADATA1\ntitle=Ickendorf\nartist=Mallowrent\nKallovine=Ossendrick\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=100\ntitle=Pellamoor\n' > meta.txt
ff $film -i meta.txt -map 0 -map_metadata 1 -c:v mpeg4 -metadata:s:v title=Rannoldine -attach havrintell.txt -metadata:s:t mimetype=text/plain -metadata:s:t title=Thornavel course.mkv
rm havrintell.txt meta.txt
{ found Ickendorf title; found Mallowrent artist; found Ossendrick 'tag of any name'; found Pellamoor chapter; found Rannoldine 'name of a track'
  found havrintell 'name of an attachment'; found Thornavel 'description of an attachment'; found Lindeth 'content of an attachment'; spoken
} | list course.mkv 'ffmpeg 5.1'
